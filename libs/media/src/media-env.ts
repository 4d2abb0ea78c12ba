import { EnvEnum, EnvString } from '@app/core';
import { ENCODERS, type EncoderName } from './ffmpeg/video-encoder';

/** Apart from its configuration for Nest, so that a render process reads it without loading Nest. */
export class MediaEnv {
  /** The ffmpeg program, 4.3 or newer with libx264, drawtext and libass. Default: `ffmpeg` on PATH. */
  @EnvString()
  FFMPEG_PATH?: string;

  /** The ffprobe program. Default: in the folder of `FFMPEG_PATH`, otherwise `ffprobe` on PATH. */
  @EnvString()
  FFPROBE_PATH?: string;

  /**
   * Encoder of MP4 videos and of renditions: `x264`, one of the hardware encoders `nvenc`, `qsv`, `videotoolbox`, `vaapi`
   * and `amf`, or `auto` for the first of these that works. Where the hardware does not work, x264 is used.
   */
  @EnvEnum(['auto', ...ENCODERS], { aliases: ['UPLOAD_VIDEO_ENCODER'] })
  ENCODER: 'auto' | EncoderName = 'x264';
}
