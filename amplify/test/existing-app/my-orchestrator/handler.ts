/** The test puts the one of README.md in its place. */
export const handler = () => Promise.resolve();
