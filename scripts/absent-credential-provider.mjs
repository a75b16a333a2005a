// Stands in a Lambda bundle for the credential providers that need a developer's machine: the SDK goes on to the next one.
const absent = () => () => {
  const message = 'This credential provider is not part of the Lambda bundle';
  return Promise.reject(Object.assign(new Error(message), { name: 'CredentialsProviderError', tryNextLink: true }));
};

export { absent as fromIni, absent as fromProcess, absent as fromSSO, absent as fromTokenFile };
