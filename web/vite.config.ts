import { resolve } from 'node:path'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

const root = import.meta.dirname

/**
 * Builds both apps into dist/web. Addresses are relative, because the server may be reached below a path of another site: it
 * writes that path into the `<base>` of the pages (src/api/web-pages).
 */
// biome-ignore lint/style/noDefaultExport: Vite reads the default export.
export default defineConfig({
  root,
  base: './',
  plugins: [react()],
  build: {
    outDir: resolve(root, '../dist/web'),
    emptyOutDir: true,
    target: 'es2023',
    // Browsers that know light-dark(): what it is rewritten to for older ones needs a color-scheme beside it.
    cssTarget: ['chrome123', 'edge123', 'firefox120', 'safari17.5'],
    // Everything comes as a file: inlined ones would need `data:` in the Content-Security-Policy.
    assetsInlineLimit: 0,
    // A script that is written into the page would need a hash there; today's browsers need none.
    // What is compared in CI is what browsers load, compressed (test/web-sizes.test.ts).
    chunkSizeWarningLimit: 1_000,
    modulePreload: { polyfill: false },
    rolldownOptions: { input: { dashboard: resolve(root, 'dashboard.html'), portal: resolve(root, 'portal.html') } },
  },
})
