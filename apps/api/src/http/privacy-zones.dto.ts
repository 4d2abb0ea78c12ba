import { MOST_PRIVACY_ZONES, PRIVACY_RADIUS, type PrivacyZone } from '@app/media';
import { applyDecorators } from '@nestjs/common';
import { Type } from 'class-transformer';
import { ArrayMaxSize, IsArray, IsInt, IsNumber, Max, Min, ValidateNested } from 'class-validator';

/** A place whose surroundings no overlay shows. */
export class PrivacyZoneDto implements PrivacyZone {
  /**
   * Degrees, north positive.
   * @example 45.6156
   */
  @IsNumber()
  @Min(-90)
  @Max(90)
  latitude: number;

  /**
   * Degrees, east positive.
   * @example 9.2811
   */
  @IsNumber()
  @Min(-180)
  @Max(180)
  longitude: number;

  /**
   * Metres around the place. The hidden area is up to 30 % larger, and the place is not its centre.
   * @example 300
   */
  @IsInt()
  @Min(PRIVACY_RADIUS.least)
  @Max(PRIVACY_RADIUS.most)
  radius_m: number;
}

/** A list of them. */
export const PrivacyZones = () =>
  applyDecorators(
    IsArray(),
    ArrayMaxSize(MOST_PRIVACY_ZONES),
    ValidateNested({ each: true }),
    Type(() => PrivacyZoneDto),
  );

/** Without what a request may carry besides. */
export const zonesOf = (zones: readonly PrivacyZoneDto[]): PrivacyZone[] =>
  zones.map(({ latitude, longitude, radius_m }) => ({ latitude, longitude, radius_m }));
