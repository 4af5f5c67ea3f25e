import { describe, expect, test } from 'vitest'

/** The server that .ci/postgres.sh starts; each test makes databases of its own on it. */
const serverUrl = process.env.TEST_DATABASE_URL

/** Describes what holds on a real PostgreSQL server: left out aloud where there is none, a failure in CI. */
export function describePostgresql(body: () => void): void {
  test('the PostgreSQL tests ran, or this is no CI run', () => {
    if (!serverUrl)
      console.warn('PostgreSQL tests left out: run `.ci/postgres.sh npx vitest run` and the file')
    expect(Boolean(serverUrl) || !process.env.CI, 'CI must set TEST_DATABASE_URL').toBe(true)
  })
  describe.runIf(serverUrl)('on PostgreSQL', body)
}
