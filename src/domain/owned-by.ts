/** Whether Amplify's `owner` field names this user: it holds the `sub`, or `sub::username`. */
export function ownedBy(owner: string, userId: string): boolean {
  return owner === userId || owner.startsWith(`${userId}::`);
}
