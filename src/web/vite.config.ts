import { fileURLToPath } from 'node:url'
import react from '@vitejs/plugin-react'
import { defineConfig, type Plugin } from 'vite'

// Everything is served from our own origin as files: the policy is default-src 'self', so nothing may be inlined
// (no data: images, no inline scripts or styles).

const unusedFaces = /@font-face\{[^}]*(?:Merriweather|font-weight:300|700italic|bolditalic)[^}]*\}/g

/** Drops the USWDS font faces that no screen uses, so that they are neither bundled nor served. */
const dropUnusedFonts: Plugin = {
  name: 'casebound-fonts',
  enforce: 'pre',
  transform(code, id) {
    return id.includes('uswds.min.css') ? { code: code.replace(unusedFaces, ''), map: null } : undefined
  },
}

export default defineConfig({
  root: fileURLToPath(new URL('.', import.meta.url)),
  base: '/',
  plugins: [dropUnusedFonts, react()],
  build: {
    outDir: '../../dist/web',
    emptyOutDir: true,
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 1_000,
  },
  server: {
    proxy: Object.fromEntries(
      ['/api', '/log', '/practice/api', '/practice/log'].map((path) => [path, 'http://127.0.0.1:8080']),
    ),
  },
})
