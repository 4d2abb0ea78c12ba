import { applyDecorators } from '@nestjs/common';
import { IsOptional, IsString, MaxLength } from 'class-validator';

/** The title of posts, which may be left out; at most as long as the longest that a platform accepts. */
export const PostTitle = () => applyDecorators(IsOptional(), IsString(), MaxLength(512));

/** The caption of posts, which may be left out; at most as long as the longest that a platform accepts. */
export const PostCaption = () => applyDecorators(IsOptional(), IsString(), MaxLength(10_000));
