import { insecureAddresses, isLocalAddress } from './insecure-addresses';

it('an address without TLS is a fault that begins with the name of its variable', () => {
  expect(insecureAddresses({ A_URL: 'https://a.test', B_URL: 'HTTP://b.test', C_URL: undefined })).toEqual([
    'B_URL must start with https:// in production',
  ]);
});

it.each([
  'http://localhost:11434/v1',
  'http://ollama:11434/v1',
  'http://127.0.0.1/v1',
  'http://10.1.2.3:8080',
  'http://[::1]:8080',
  'http://[fd00::5]/v1',
  'http://captions.internal./v1',
  'http://ollama.ai.svc/v1',
  'http://gpu.lan:8000/v1',
])('%s leads to the own network', (url) => expect(isLocalAddress(url)).toBe(true));

it.each([
  'http://captions.example.test',
  'http://10.captions.example.test',
  'http://8.8.8.8/v1',
  'http://[2606:4700::1]',
])('%s leads to the internet', (url) => expect(isLocalAddress(url)).toBe(false));
