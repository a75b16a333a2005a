// For the credential providers that need a developer's machine or an EC2 instance: the SDK goes on to the next one.
const absent = () => () => {
  const message = 'This credential provider is not part of the Lambda bundle';
  return Promise.reject(Object.assign(new Error(message), { name: 'CredentialsProviderError', tryNextLink: true }));
};

export { absent as fromIni, absent as fromProcess, absent as fromSSO, absent as fromTokenFile };
export { absent as fromContainerMetadata, absent as fromInstanceMetadata };

/** Of a container's endpoint, which `@aws-sdk/credential-provider-http` asks. */
export const ENV_CMDS_FULL_URI = 'AWS_CONTAINER_CREDENTIALS_FULL_URI';
export const ENV_CMDS_RELATIVE_URI = 'AWS_CONTAINER_CREDENTIALS_RELATIVE_URI';
