import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    testTimeout: 20_000,
    hookTimeout: 30_000,
    // It imports its own files without their endings, which Node refuses and Vite does not.
    server: { deps: { inline: ['dt-sql-parser'] } },
    reporters: ['default', './test/made/totals-reporter.ts'],
  },
})
