import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    testTimeout: 20_000,
    hookTimeout: 30_000,
    // Most of the time is spent waiting, for Slack's pace or a browser: one worker less than there are cores would be one of two.
    maxWorkers: 2,
    // It imports its own files without their endings, which Node refuses and Vite does not.
    server: { deps: { inline: ['dt-sql-parser'] } },
    reporters: ['default', './test/made/totals-reporter.ts'],
  },
})
