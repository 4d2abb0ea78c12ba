import { existsSync, readFileSync } from 'node:fs';

const COMMANDS: readonly [family: RegExp, command: string][] = [
  [/debian|ubuntu/, 'apt-get install -y ffmpeg'],
  [/alpine/, 'apk add ffmpeg'],
  [/fedora|rhel|centos/, 'dnf install -y ffmpeg'],
  [/arch/, 'pacman -S --noconfirm ffmpeg'],
  [/suse/, 'zypper install -y ffmpeg'],
];

/** The command that installs ffmpeg on this machine. */
export function ffmpegInstallCommand(
  platform: NodeJS.Platform = process.platform,
  osRelease = linuxRelease(),
  isRoot = process.getuid?.() === 0,
): string {
  if (platform === 'darwin') return 'brew install ffmpeg';
  if (platform === 'win32') return 'winget install ffmpeg';
  const ids = [...osRelease.matchAll(/^ID(?:_LIKE)?=(.*)$/gm)].map(([, value]) => value).join(' ');
  const command = COMMANDS.find(([family]) => family.test(ids))?.[1];
  return command ? `${isRoot ? '' : 'sudo '}${command}` : 'the package manager of this system (package ffmpeg)';
}

function linuxRelease(): string {
  return existsSync('/etc/os-release') ? readFileSync('/etc/os-release', 'utf8') : '';
}
