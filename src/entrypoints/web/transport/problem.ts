/** The server, or the way to it, refused a request. */
export class Problem extends Error {
  constructor(
    /** The HTTP status; 0: there was no answer at all. */
    readonly status: number,
    readonly code: string,
    message: string,
  ) {
    super(message);
  }

  /** Whether the same request may succeed later. */
  get passing(): boolean {
    return this.status === 0 || this.status === 429 || this.status >= 500;
  }
}
