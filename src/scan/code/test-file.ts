import type { Module } from './model.ts';

const LIBRARIES =
  /^(vitest|jest|@jest\/globals|mocha|chai|ava|tape|node:test|bun:test|@playwright\/test|@testing-library\/.*|cypress|supertest|jasmine|pytest|unittest|unittest\.mock.*|nose|doctest|testing|org\.junit.*|org\.mockito.*|org\.testng.*|kotlin\.test.*|io\.kotest.*|io\.mockk.*|Xunit|NUnit\.Framework|Moq|Microsoft\.VisualStudio\.TestTools.*|rspec|minitest.*|test\/unit|PHPUnit.*)$/;
const NAMES =
  /(^|[/_.-])(test|spec)s?\.\w+$|(^|\/)test_[^/]+\.py$|(^|\/)conftest\.py$|(^|[/_])[sS]etup-?[tT]ests?\.[jt]sx?$|(Test|Tests|IT|Spec)\.(java|kt|cs|php)$/;
// A path may have been flattened to a name: `lib__test__data.ts`, `lib____tests____data.ts`.
const FOLDERS =
  /(^|\/|__)(test|tests|spec|specs|__tests__|__mocks__|mocks|msw|e2e|(?:e2e|integration)-?tests?|(?:android|jvm|common|js|ios|native|unit)Test|DataFixtures)(\/|__)/;

/** `//go:build unit`: a file of Go that is built for tests alone; the line stands before the package. */
const BUILT_FOR_TESTS = /^\/\/(?:go:build| \+build) (?:unit|test|tests|integration|e2e|acceptance)(?:_?tests?)?\s*$/m;
const MAX_HEAD = 2_000;

/** Whether a file tests: what it hands about is an example rather than asked for. */
export function isTest({ path, source, imports }: Module): boolean {
  if (NAMES.test(path) || imports.some((one) => LIBRARIES.test(one))) return true;
  return path.endsWith('.go') && BUILT_FOR_TESTS.test(source.slice(0, MAX_HEAD));
}

/** Whether it stands among tests, and helps them: only what it gives to a library that is known is asked for. */
export function helpsTests({ path }: Module): boolean {
  return FOLDERS.test(path);
}
