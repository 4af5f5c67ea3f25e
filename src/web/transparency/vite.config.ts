import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vite'

// The program of the public page: one file, which lies beside the page and is fetched from nowhere else.
export default defineConfig({
  root: fileURLToPath(new URL('.', import.meta.url)),
  base: './',
  build: {
    outDir: '../../../dist/transparency',
    emptyOutDir: true,
    lib: { entry: 'main.ts', formats: ['es'], fileName: () => 'check.js' },
    target: 'es2022',
    minify: true,
  },
})
