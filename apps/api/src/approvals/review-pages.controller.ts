import { type Actor, CurrentActor, Public } from '@app/auth';
import { Body, Controller, Get, HttpCode, Param, Post, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { Throttle } from '@nestjs/throttler';
import type { FastifyReply } from 'fastify';
import { ReadBody } from '../http/body/request-body';
import { layOutPage, policyWithMedia } from '../http/html-page';
import { CountFor } from '../http/rate-limit/rate-limit-policies';
import { readReviewForm } from './review-form';
import { type ReviewAnswer, ReviewPagesService } from './review-pages.service';

/** For browsers of people without an account: the token of a review link is their credential. */
@Public()
@CountFor('token')
@ApiExcludeController()
@Controller('review/:token')
export class ReviewPagesController {
  constructor(private readonly pages: ReviewPagesService) {}

  @Get()
  @Throttle({ default: { limit: 60, ttl: 60_000 } })
  async showReview(@Param('token') token: string, @Res({ passthrough: true }) reply: FastifyReply): Promise<string> {
    return laidOut(reply, await this.pages.show(token));
  }

  @Post()
  @HttpCode(303)
  @ReadBody({ text: true })
  @Throttle({ default: { limit: 10, ttl: 60_000 } })
  async decideReview(
    @Param('token') token: string,
    @Body() body: string,
    @CurrentActor() actor: Actor,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string> {
    const answer = await this.pages.decide(token, readReviewForm(body), actor);
    if (answer) return laidOut(reply, answer);
    reply.header('Location', `/review/${encodeURIComponent(token)}`);
    return '';
  }
}

function laidOut(reply: FastifyReply, { status, page, mediaOrigins }: ReviewAnswer): string {
  reply.code(status);
  return layOutPage(reply, page, policyWithMedia(mediaOrigins));
}
