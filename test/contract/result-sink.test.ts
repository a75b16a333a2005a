import 'reflect-metadata';
import {
  resultSinkContract,
  type ResultSinkHarness,
} from '../../src/entrypoints/library/testing/result-sink-contract.ts';
import { describeOn, engines } from '../engines/engines.ts';
import { dynamoDb, inMemory, noop } from './result-sink-harnesses.ts';

function runContract(harness: ResultSinkHarness): void {
  describe(`the ResultSink contract: ${harness.name}`, () => {
    for (const { name, run } of resultSinkContract(harness)) test(name, run);
  });
}

runContract(inMemory);
runContract(noop);
for (const engine of engines)
  describeOn(engine, () => {
    runContract(dynamoDb(engine));
  });
