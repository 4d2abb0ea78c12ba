import { setTimeout as sleep } from 'node:timers/promises';
import { Public, RequireSession } from '@app/auth';
import { requestContext } from '@app/core';
import {
  BadRequestException,
  Body,
  Controller,
  Get,
  HttpCode,
  HttpException,
  Logger,
  Module,
  Param,
  Post,
  Put,
  Query,
  RawBody,
  Req,
} from '@nestjs/common';
import { SkipThrottle } from '@nestjs/throttler';
import { Type } from 'class-transformer';
import { IsEmail, IsInt, IsString, IsUUID, Max, ValidateNested } from 'class-validator';
import type { FastifyRequest } from 'fastify';
import { DataSource } from 'typeorm';
import { ReadBody } from '../../../apps/api/src/http/body/request-body';

class ProbeTarget {
  @IsUUID()
  account_id: string;
}

class ProbeDto {
  @IsEmail()
  email: string;

  @IsInt()
  @Max(10)
  count: number;

  @IsString({ each: true })
  tags: string[];

  @ValidateNested({ each: true })
  @Type(() => ProbeTarget)
  targets: ProbeTarget[];
}

/** Routes for tests only, which return the input of their handlers. */
@Public()
@SkipThrottle()
@Controller('probe')
class ProbeController {
  private readonly logger = new Logger('Probe');

  constructor(private readonly dataSource: DataSource) {}

  @Post('echo')
  @HttpCode(200)
  @ReadBody({ signed: true })
  echo(@Body() body: unknown) {
    return { body: body ?? null };
  }

  @Post('large')
  @HttpCode(200)
  @ReadBody({ large: true, signed: true })
  large(@Body() body: unknown) {
    return { length: JSON.stringify(body).length };
  }

  @Post('raw')
  @HttpCode(200)
  @ReadBody({ raw: true, signed: true })
  raw(@Body() body: unknown, @RawBody() raw: Buffer | undefined) {
    return { body, raw: raw?.toString('base64') ?? null };
  }

  @Put('stream')
  @ReadBody({ stream: true })
  async stream(@Body() body: AsyncIterable<Buffer>) {
    let bytes = 0;
    for await (const chunk of body) bytes += chunk.length;
    return { bytes };
  }

  @Post('validated')
  @HttpCode(200)
  validated(@Body() body: ProbeDto) {
    return body;
  }

  @RequireSession()
  @Post('private')
  private(@Body() body: ProbeDto) {
    return body;
  }

  @Get('context')
  async context() {
    await sleep(1);
    await this.dataSource.query('select 1');
    return { request_id: requestContext()?.requestId ?? null };
  }

  @Get('address')
  address(@Req() request: FastifyRequest) {
    return { ip: request.ip };
  }

  @Get('query')
  query(@Query() query: Record<string, unknown>) {
    return { query };
  }

  @Get('sql')
  sql(@Query('text') text: string) {
    return this.dataSource.query(text);
  }

  @Get('throw/:what')
  fail(@Param('what') what: string, @Query('secret') secret: string) {
    if (what === 'error') throw new Error(`broke while holding ${secret}`);
    // oxlint-disable-next-line typescript/only-throw-error -- what the filter does with it is the question
    if (what === 'text') throw `not an error: ${secret}`;
    if (what === 'bad-request') throw new BadRequestException(`you sent ${secret}`);
    throw new HttpException('status', Number(what));
  }

  @Get('log')
  log(@Query('text') text: string) {
    this.logger.log(`message ${text}`, { nested: { deep: [text], password: text } });
    this.logger.error(`failed ${text}`, new Error(`cause ${text}`));
    return { logged: true };
  }
}

@Module({ controllers: [ProbeController] })
export class ProbeModule {}
