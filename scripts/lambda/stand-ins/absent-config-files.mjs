// For what reads ~/.aws/config and ~/.aws/credentials: a function is configured by its environment.
export const loadSharedConfigFiles = () => Promise.resolve({ configFile: {}, credentialsFile: {} });
