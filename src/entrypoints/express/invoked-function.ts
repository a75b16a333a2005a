const ACCEPTED = [
  /^([\w-]+)(?::\$LATEST)?$/, // name
  /^\d{12}:function:([\w-]+)(?::\$LATEST)?$/, // partial ARN
  /^arn:aws[\w-]*:lambda:[\w-]+:\d{12}:function:([\w-]+)(?::\$LATEST)?$/, // ARN
];

/** The name of the function that a path of the Invoke API means, which may give a name, a partial or a whole ARN. */
export function invokedFunction(nameOrArn: string): string | undefined {
  for (const form of ACCEPTED) {
    const name = form.exec(nameOrArn)?.[1];
    if (name !== undefined) return name;
  }
  return undefined;
}
