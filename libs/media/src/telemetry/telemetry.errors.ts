import { defineError } from '@app/core';

export const telemetryEmpty = defineError({ code: 'telemetry_empty', kind: 'invalid', title: 'The telemetry file is empty', help: 'Export the track again and upload a file that contains data.' });

export const telemetryUnrecognized = defineError({ code: 'telemetry_unrecognized', kind: 'invalid', title: 'The telemetry format is not supported', help: 'Upload GPX, TCX, FIT, NMEA, KML with gx:Track, CSV, VBO, DJI SRT, a dashcam .map file or a GoPro MP4. The content decides, not the file name.' });

export const telemetryMalformed = defineError({ code: 'telemetry_malformed', kind: 'invalid', title: 'The telemetry file is damaged', help: 'Export or copy the file again.' });

export const telemetryUnsafeXml = defineError({ code: 'telemetry_unsafe_xml', kind: 'invalid', title: 'The telemetry file declares a document type', help: 'Remove the DOCTYPE and its entities. GPX, TCX and KML do not need one.' });

export const telemetryNoTime = defineError({ code: 'telemetry_no_time', kind: 'invalid', title: 'The track has no timestamps', help: 'Export the recorded track instead of a planned route. Every point needs the time at which it was recorded.' });

export const telemetryNoValidPoints = defineError({ code: 'telemetry_no_valid_points', kind: 'invalid', title: 'The telemetry file has no usable points', help: 'Upload a recording made while the receiver had a GPS fix.' });

export const telemetryTooLarge = defineError({ code: 'telemetry_too_large', kind: 'too_large', title: 'The telemetry file is too large', help: 'Cut the track to the length of the video, or record at a lower rate.' });

export const telemetryNoGpsInVideo = defineError({ code: 'telemetry_no_gps_in_video', kind: 'invalid', title: 'The video contains no GPS data', help: 'Enable GPS on the camera, or upload a track from a phone, watch or logger (for example GPX or FIT). The GoPro HERO12 has no GPS receiver.' });

export const telemetrySpeedUnitUnknown = defineError({
  code: 'telemetry_speed_unit_unknown',
  kind: 'invalid',
  title: 'The unit of the recorded speed is unknown',
  detail: 'The file has a column for speed without its unit, and no positions to compare it with.',
  help: 'Specify the unit: m/s, km/h, mph or kn. The file does not name it and has no positions to derive it from.',
});

export const telemetryNoOverlap = defineError({ code: 'telemetry_no_overlap', kind: 'invalid', title: 'The track does not cover the time of the video', help: 'Choose the track of the same trip, set an offset, or mark two matching moments.' });

export const telemetryInvalidAlignment = defineError({
  code: 'telemetry_invalid_alignment',
  kind: 'invalid',
  title: 'The alignment of track and video is not valid',
  help: 'The offset ranges from -86400 to 86400 seconds in steps of 0.1. Two anchors must be at least one second apart and in the same order in both clocks.',
});
