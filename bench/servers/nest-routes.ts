import 'reflect-metadata';
import type { AddressInfo } from 'node:net';
import { Authenticated, Public } from '@app/auth';
import { Controller, Get, Module } from '@nestjs/common';
import { SkipThrottle } from '@nestjs/throttler';
import { createApi } from '../../apps/api/src/http/create-api';
import { RateLimit } from '../../apps/api/src/http/rate-limit/rate-limit-policies';

/** Routes that do nothing, so that only the code around them is measured. */
@Controller('bench')
class BenchController {
  @Public()
  @SkipThrottle()
  @Get('open')
  open() {
    return { status: 'ok' };
  }

  @Authenticated()
  @SkipThrottle()
  @Get('authenticated')
  authenticated() {
    return { status: 'ok' };
  }

  @Public()
  @Get('limited')
  limited() {
    return { status: 'ok' };
  }

  @Authenticated()
  @RateLimit('poll')
  @Get('authenticated-limited')
  authenticatedLimited() {
    return { status: 'ok' };
  }
}

@Module({ controllers: [BenchController] })
class BenchModule {}

/** The whole API as `apps/api` builds it, with these routes added. */
async function main(): Promise<void> {
  const app = await createApi({ modules: [BenchModule] });
  await app.listen({ host: '127.0.0.1', port: 0 });
  process.on('SIGTERM', () => process.exit(0));
  process.send?.({
    type: 'ready',
    port: ((app.getHttpServer() as { address(): unknown }).address() as AddressInfo).port,
  });
}

void main();
