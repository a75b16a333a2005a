/** What a newcomer needs: where the server and its page are, how to send a query, how to read the answer. */
export function readyMessage(url: string, storage: string): string {
  const messages = `${url}/api/sessions/demo/messages`;
  const query = JSON.stringify({ query: 'Analyze terrain at 40.7128, -74.0060' });
  return [
    `chat-courier is ready at ${url} (${storage})`,
    `  open the chat:   ${url}/`,
    `  send a query:    curl -s ${messages} -H 'content-type: application/json' -d '${query}'`,
    `  read the answer: curl -s ${messages}`,
    '',
  ].join('\n');
}
