// For the addresses that the SDK finds out by asking the service, if told to: it asks each time. They bring a cache's package.
export class EndpointCache {
  getEndpoint() {}
  get() {}
  set() {}
  delete() {}
  clear() {}
  has() {
    return false;
  }
}
