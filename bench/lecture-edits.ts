import { createReadStream } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { basename, join } from 'node:path';
import { freePort } from '../src/start/free-port';

const MEDIA = join(__dirname, '../../examples/media');
const PICTURES = ['dawn.svg', 'noon.svg', 'dunes.svg', 'night.svg'];
const CHAPTER_SECONDS = 40;
const FILM_SECONDS = 1.25;
const PICTURE_SECONDS = (CHAPTER_SECONDS - FILM_SECONDS) / PICTURES.length;

/** Serves the media of the examples, as the web does for real edits. */
export class MediaServer {
  private constructor(
    private readonly server: Server,
    private readonly port: number,
  ) {}

  static async start(): Promise<MediaServer> {
    const port = await freePort();
    const server = createServer((request, response) => {
      createReadStream(join(MEDIA, basename(request.url ?? '')))
        .on('error', () => response.writeHead(404).end())
        .pipe(response);
    });
    await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
    return new MediaServer(server, port);
  }

  /** Lets a worker fetch from here. */
  get env(): Record<string, string> {
    return { FETCH_ALLOW_HOSTS: `127.0.0.1:${this.port}` };
  }

  urlOf(file: string): string {
    return `http://127.0.0.1:${this.port}/${file}`;
  }

  close(): void {
    this.server.closeAllConnections();
    this.server.close();
  }
}

/** @param changed title of the first chapter */
export function lectureEdit(media: MediaServer, seconds: number, changed = 'Chapter 1'): object {
  const chapters = Array.from({ length: Math.ceil(seconds / CHAPTER_SECONDS) }, (_, index) => index);
  const titles = chapters.map((index) => ({
    asset: { type: 'title', text: index === 0 ? changed : `Chapter ${index + 1}`, position: 'bottom' },
    start: index * CHAPTER_SECONDS,
    length: Math.min(CHAPTER_SECONDS, seconds - index * CHAPTER_SECONDS),
  }));
  return {
    timeline: {
      soundtrack: { src: media.urlOf('music.m4a'), effect: 'fadeOut' },
      tracks: [{ clips: titles }, { clips: chapters.flatMap((index) => chapterOf(media, index, seconds)) }],
    },
    output: { format: 'mp4', resolution: '1080', fps: 12 },
  };
}

/** Four pictures that fade in, and a short film. */
function chapterOf(media: MediaServer, index: number, seconds: number): object[] {
  const start = index * CHAPTER_SECONDS;
  const pictures = PICTURES.map((file, number) => ({
    asset: { type: 'image', src: media.urlOf(file) },
    start: start + number * PICTURE_SECONDS,
    length: PICTURE_SECONDS,
    transition: { in: 'fadeFast' },
  }));
  const film = {
    asset: { type: 'video', src: media.urlOf('clouds.mp4'), volume: 0 },
    start: start + CHAPTER_SECONDS - FILM_SECONDS,
    length: FILM_SECONDS,
  };
  return [...pictures, film].filter((clip) => clip.start + clip.length <= seconds);
}
