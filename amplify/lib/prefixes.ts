/** Where chat-courier puts artifacts that do not fit into the table. */
export const ARTIFACTS = 'chatSessionArtifacts/';

/** Where it parks results that could not be delivered in time. */
export const PARKED = 'undelivered/';
