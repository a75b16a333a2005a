/** The parts of an ARN that place a resource: `arn:{partition}:{service}:{region}:{account}:…`. */
export interface Place {
  readonly partition: string;
  readonly region: string;
  readonly account: string;
}

export function placeOf(arn: string): Place {
  const [, partition = 'aws', , region = '', account = ''] = arn.split(':');
  return { partition, region, account };
}

/** Such as `sqs`. */
export function serviceOf(arn: string): string {
  return arn.split(':')[2] ?? '';
}

export function tableArn({ partition, region, account }: Place, table: string): string {
  return `arn:${partition}:dynamodb:${region}:${account}:table/${table}`;
}

export function bucketArn({ partition }: Place, bucket: string): string {
  return `arn:${partition}:s3:::${bucket}`;
}

/** @param function_ a name, or an ARN already */
export function functionArn({ partition, region, account }: Place, function_: string): string {
  return function_.startsWith('arn:')
    ? function_
    : `arn:${partition}:lambda:${region}:${account}:function:${function_}`;
}

/** The last part of a role's ARN. */
export function roleName(arn: string): string {
  return arn.slice(arn.lastIndexOf('/') + 1);
}
