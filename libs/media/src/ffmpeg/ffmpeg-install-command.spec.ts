import { ffmpegInstallCommand } from './ffmpeg-install-command';

describe('ffmpegInstallCommand', () => {
  it.each([
    ['linux', 'ID=debian\n', true, 'apt-get install -y ffmpeg'],
    ['linux', 'NAME="Linux Mint"\nID=linuxmint\nID_LIKE="ubuntu debian"\n', false, 'sudo apt-get install -y ffmpeg'],
    ['linux', 'ID=fedora\n', false, 'sudo dnf install -y ffmpeg'],
    ['linux', 'ID=alpine\n', true, 'apk add ffmpeg'],
    ['darwin', '', false, 'brew install ffmpeg'],
    ['win32', '', false, 'winget install ffmpeg'],
  ] as const)('%s, %j', (platform, osRelease, isRoot, command) => {
    expect(ffmpegInstallCommand(platform, osRelease, isRoot)).toBe(command);
  });

  it('does not guess on unknown systems', () => {
    expect(ffmpegInstallCommand('linux', 'ID=plan9', false)).toContain('package ffmpeg');
  });
});
