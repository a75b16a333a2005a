/** Tells who a bearer token speaks for. */
export interface TokenVerifier {
  /**
   * @returns the user's `sub`
   * @throws ChatCourierError `unauthenticated` for a token that is not valid here and now, `unavailable` if that cannot be
   * found out
   */
  verify(token: string): Promise<string>;
}
