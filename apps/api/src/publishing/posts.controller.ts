import { CurrentPrincipal, RequireScope, type UserPrincipal } from '@app/auth';
import { Controller, Get, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { RateLimit } from '../http/rate-limit/rate-limit-policies';
import { PostListResponse } from './post-list.response';
import { PostsQuery } from './posts.query';
import { PublicationsService } from './publications.service';

@ApiTags('Uploads')
@RequireScope('uploads:read')
@RateLimit('poll')
@Controller('api/posts')
export class PostsController {
  constructor(private readonly publications: PublicationsService) {}

  @Get()
  @ApiOperation({
    summary: 'List the posts of a period, latest first',
    description:
      'By the time at which they were published, or are to be. Cancelled posts and those that are published as soon as their video is ready are not listed before that.',
  })
  @ApiOkResponse({ type: PostListResponse })
  listPosts(@CurrentPrincipal() principal: UserPrincipal, @Query() query: PostsQuery): Promise<PostListResponse> {
    return this.publications.list(principal, query);
  }
}
