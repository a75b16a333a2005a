import { readConfig } from './config.ts';
import { InvalidConfigurationError, type ConfigurationIssue } from './invalid-configuration-error.ts';

/** What a function would refuse of its variables when it starts. */
export function variableIssues(environment: Parameters<typeof readConfig>[0]): readonly ConfigurationIssue[] {
  try {
    readConfig(environment, 'function');
    return [];
  } catch (error) {
    if (error instanceof InvalidConfigurationError) return error.issues;
    throw error;
  }
}
