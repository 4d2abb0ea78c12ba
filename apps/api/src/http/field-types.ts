/**
 * Types for the fields of requests and responses. `npm run openapi` copies the comment and the tags of each type into
 * the schema of every field that has it; the field's own comment takes precedence.
 */

/**
 * UUID; version 7 if we created it.
 * @format uuid
 * @example "0199c1de-6f2b-7c3a-9d41-5b2f8e6a7c10"
 */
export type Uuid = string;

/**
 * ISO 8601 time in UTC.
 * @format date-time
 * @example "2026-05-01T12:00:00.000Z"
 */
export type Instant = string;

/**
 * Day as ISO 8601.
 * @format date
 * @example "2026-05-01"
 */
export type Day = string;

/**
 * Absolute http(s) address.
 * @format uri
 * @example "https://api.example.com/objects/video.mp4"
 */
export type Url = string;

/**
 * @format email
 * @example "ada@example.com"
 */
export type EmailAddress = string;

/**
 * ISO 4217 code in lower case.
 * @pattern ^[a-z]{3}$
 * @example "usd"
 */
export type Currency = string;

/**
 * @pattern ^#[0-9A-F]{6}$
 * @example "#FFFFFF"
 */
export type HexColor = string;

/**
 * Send it as `cursor` to get the next page; null on the last page.
 * @example "MjAyNi0wNS0wMVQwMDowMDowMC4wMDBa"
 */
export type Cursor = string;

/** @asType integer */
export type Integer = number;

/**
 * @asType integer
 * @minimum 0
 * @example 3
 */
export type Count = number;

/**
 * Amount in the smallest unit of the currency, such as cents.
 * @asType integer
 * @minimum 0
 * @example 1900
 */
export type MinorUnits = number;

/**
 * Tokens, accurate to a millionth.
 * @minimum 0
 * @example 0.5
 */
export type Tokens = number;

/**
 * Seconds.
 * @minimum 0
 * @example 12.5
 */
export type Seconds = number;

/**
 * Milliseconds.
 * @asType integer
 * @minimum 0
 * @example 250
 */
export type Milliseconds = number;

/** An edit in Shotstack's JSON. The contract replaces this type with the schema of edits. */
export type EditDocument = object;

/** Any JSON object. */
export type JsonObject = object;
