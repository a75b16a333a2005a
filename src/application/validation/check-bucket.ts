import type { DeployedBucket } from '../ports/deployed-storage.ts';
import type { Seen } from '../ports/seen.ts';
import { check, unchecked, type CheckResult } from './check-result.ts';

/** A bucket that holds what users were answered: it is there, and nobody from outside reads it. */
export function checkBucket(name: string, seen: Seen<DeployedBucket>, region: string): CheckResult[] {
  const subject = `bucket ${name}`;
  const exists = { subject, name: 'exists', expected: `a bucket of this name in ${region}` };
  if (seen.kind === 'unseen') return [unchecked(exists, seen)];
  if (seen.kind === 'absent') {
    const fix = `aws s3api create-bucket --bucket ${name} --region ${region}${placement(region)}`;
    return [check(exists, 'none', false, fix)];
  }
  const { region: itsRegion = region, unblocked, encryption } = seen.value;
  if (itsRegion !== region) {
    return [check(exists, `a bucket in ${itsRegion}`, false, `Set the variable to the name of a bucket in ${region}.`)];
  }
  return [
    check(exists, itsRegion, true, ''),
    checkPrivate(subject, name, unblocked),
    checkEncrypted(subject, name, encryption),
  ];
}

function placement(region: string): string {
  return region === 'us-east-1' ? '' : ` --create-bucket-configuration LocationConstraint=${region}`;
}

function checkPrivate(subject: string, name: string, seen: DeployedBucket['unblocked']): CheckResult {
  const expectation = { subject, name: 'private', expected: 'all public access is blocked' };
  if (seen.kind === 'unseen') return unchecked(expectation, seen);
  const off = seen.kind === 'found' ? seen.value : ['the whole configuration'];
  const found = off.length === 0 ? 'all is blocked' : `not set: ${off.join(', ')}`;
  const all = ['BlockPublicAcls', 'IgnorePublicAcls', 'BlockPublicPolicy', 'RestrictPublicBuckets'];
  const configuration = all.map((setting) => `${setting}=true`).join(',');
  const fix = `aws s3api put-public-access-block --bucket ${name} --public-access-block-configuration ${configuration}`;
  return check(expectation, found, off.length === 0, fix);
}

function checkEncrypted(subject: string, name: string, seen: DeployedBucket['encryption']): CheckResult {
  const expectation = { subject, name: 'encryption', expected: 'AES256 or aws:kms' };
  if (seen.kind === 'unseen') return unchecked(expectation, seen);
  const rules = '{"Rules":[{"ApplyServerSideEncryptionByDefault":{"SSEAlgorithm":"AES256"}}]}';
  const fix = `aws s3api put-bucket-encryption --bucket ${name} --server-side-encryption-configuration '${rules}'`;
  const found = seen.kind === 'found' ? seen.value : 'none';
  return check(expectation, found, seen.kind === 'found', fix, 'warning');
}
