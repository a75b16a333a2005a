/** What stands in a template, with intrinsic functions written as `<Name>` and `<Name.Attribute>`. */
export function asText(value: unknown): string {
  if (typeof value === 'string') return value;
  const [[name, of] = []] = Object.entries(value as Record<string, unknown>);
  if (name === 'Ref') return `<${String(of)}>`;
  if (name === 'Fn::GetAtt') return `<${(of as string[]).join('.')}>`;
  if (name === 'Fn::Join') return (of as [string, unknown[]])[1].map(asText).join((of as [string])[0]);
  return JSON.stringify(value);
}
