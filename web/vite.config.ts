import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import react from '@vitejs/plugin-react';
import type { Plugin } from 'vite';
import { defineConfig } from 'vitest/config';
import { mapStyle } from './src/style.ts';

/** Writes the map style that the page draws to `dist/style.json`, for the service to give to others. */
function styleFile(): Plugin {
  const source = () => `${JSON.stringify(mapStyle('zh'), null, 2)}\n`;
  return {
    name: 'anjie-style-file',
    generateBundle() {
      this.emitFile({ type: 'asset', fileName: 'style.json', source: source() });
    },
    configureServer(server) {
      server.middlewares.use('/styles/anjie.json', (_request, response) => {
        response.setHeader('content-type', 'application/json');
        response.end(source());
      });
    },
  };
}

/** Puts the viewer of the API document beside its page (`public/docs`), so that no other host is asked for it. */
function documentViewer(): Plugin {
  const { resolve } = createRequire(import.meta.url);
  return {
    name: 'anjie-document-viewer',
    generateBundle() {
      for (const file of ['swagger-ui-bundle.js', 'swagger-ui.css']) {
        const source = readFileSync(resolve(`swagger-ui-dist/${file}`));
        this.emitFile({ type: 'asset', fileName: `docs/${file}`, source });
      }
    },
  };
}

const service = process.env.ANJIE_SERVICE ?? 'http://127.0.0.1:8080';

export default defineConfig({
  plugins: [react(), styleFile(), documentViewer()],
  // MapLibre's worker is an ES module.
  worker: { format: 'es' },
  build: {
    target: 'es2023',
    // Fonts stay files, so that a reader fetches only the ranges that he sees.
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 1200,
    rolldownOptions: {
      output: {
        codeSplitting: {
          groups: [
            { name: 'maplibre', test: /node_modules[\\/](maplibre-gl|@maplibre|@mapbox)[\\/]/ },
            { name: 'react', test: /node_modules[\\/](react|react-dom|scheduler)[\\/]/ },
            { name: 'antd', test: /node_modules[\\/](antd|@ant-design|@rc-component|rc-[a-z-]+|dayjs)[\\/]/ },
          ],
        },
      },
    },
  },
  server: { proxy: { '/api': service, '/tiles': service, '/openapi.json': service } },
  test: { environment: 'node', include: ['tests/**/*.test.ts', 'src/**/*.test.ts'] },
});
