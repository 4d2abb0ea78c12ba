import { uploadOutcome } from './upload-outcome';

const youtube = { platform: 'youtube', status: 'ready' } as const;
const download = { platform: 'download', status: 'ready' } as const;
const broken = { platform: 'tiktok', status: 'failed' } as const;
const to = new Set(['youtube']);

it.each([
  ['completed', [youtube], 'completed'],
  ['completed', [youtube, broken], 'partial'],
  ['partial', [youtube], 'partial'],
  ['failed', [youtube], 'failed'],
  ['failed', [youtube, download], 'partial'],
  ['cancelled', [youtube], 'cancelled'],
  ['cancelled', [youtube, download], 'completed'],
  ['cancelled', [youtube, download, broken], 'partial'],
] as const)('posts that are %s with the targets %j make the upload %s', (posts, targets, outcome) =>
  expect(uploadOutcome(posts, targets, to)).toBe(outcome),
);
