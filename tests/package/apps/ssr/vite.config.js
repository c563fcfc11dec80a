import { defineConfig } from 'vite';

// The page is written by a server: only its script is built.
export default defineConfig({ build: { lib: { entry: 'src/client.js', formats: ['es'], fileName: 'client' } } });
