import type { Module } from './model.ts';

const LIBRARIES =
  /^(vitest|jest|@jest\/globals|mocha|chai|ava|tape|node:test|bun:test|@playwright\/test|@testing-library\/.*|cypress|supertest|jasmine|pytest|unittest|unittest\.mock.*|nose|doctest|testing|org\.junit.*|org\.mockito.*|org\.testng.*|kotlin\.test.*|io\.kotest.*|io\.mockk.*|Xunit|NUnit\.Framework|Moq|Microsoft\.VisualStudio\.TestTools.*|rspec|minitest.*|test\/unit|PHPUnit.*)$/;
const PATHS =
  /(^|\/)(test|tests|spec|specs|__tests__|__mocks__)\/|(^|[/_.-])(test|spec)s?\.\w+$|(^|\/)test_[^/]+\.py$|(^|\/)conftest\.py$|(Test|Tests|IT|Spec)\.(java|kt|cs|php)$|_test\.go$/;
const STANDS_FOR =
  /\b(mock|Mock|MOCK|stub|Stub|sinon|nock|msw|respx|requests_mock|responses\.|monkeypatch|jest\.fn|vi\.fn|httptest|WireMock|webmock|WebMock|VCR|fake|Fake|spyOn|expect\(|should\.)/;

/**
 * Whether a file tests, so that what it hands about is an example rather than asked for. Only what it gives to a library that is known
 * is asked for by it, and only where nothing stands for the library or its server.
 */
export function testsOnly({ path, imports }: Module): boolean {
  return PATHS.test(path) || imports.some((one) => LIBRARIES.test(one));
}

export function standsForOthers({ source }: Module): boolean {
  return STANDS_FOR.test(source);
}
