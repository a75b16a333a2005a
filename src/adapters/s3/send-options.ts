export function sendOptions(abortSignal: AbortSignal | undefined) {
  return abortSignal ? { abortSignal } : {};
}
