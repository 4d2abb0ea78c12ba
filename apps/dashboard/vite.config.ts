import tailwind from '@tailwindcss/vite';
import { defineConfig } from 'vite';
import { assetSizes } from './asset-sizes';
import { editContract } from './edit-contract';

export default defineConfig({
  base: '/app/',
  plugins: [tailwind(), editContract(), assetSizes({ shellKb: 200, routeKb: 60 })],
  build: {
    target: 'es2022',
    // The content security policy forbids inline scripts and styles; every file has its own address.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
  },
});
