import { defineConfig } from 'vite';

// The server renders the page, so only its script is built.
export default defineConfig({ build: { lib: { entry: 'src/client.js', formats: ['es'], fileName: 'client' } } });
