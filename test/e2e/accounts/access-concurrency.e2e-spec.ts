import { Authenticated, CurrentPrincipal, generateApiKey, type UserPrincipal } from '@app/auth';
import { Controller, Get, Module } from '@nestjs/common';
import { createTestUser } from '../../support/harness/test-credentials';
import { installation } from '../../support/harness/test-installation';

@Authenticated()
@Controller('who-am-i')
class WhoAmIController {
  @Get()
  answer(@CurrentPrincipal() { userId }: UserPrincipal) {
    return { userId };
  }
}

@Module({ controllers: [WhoAmIController] })
class WhoAmIModule {}

describe('parallel requests', () => {
  const instance = installation({ modules: [WhoAmIModule] });

  it('each get the caller of their own credential, or none', async () => {
    const users = await Promise.all(Array.from({ length: 20 }, () => createTestUser(instance.database.url)));
    const callers = users.flatMap(({ apiKey, userId }) => [
      { key: apiKey, userId },
      { key: generateApiKey(), userId: undefined },
    ]);
    const answers = await Promise.all(
      callers.map(async ({ key }) => {
        const answer = await fetch(`${instance.api.url}/who-am-i`, {
          headers: { authorization: `Bearer ${key}` },
          signal: AbortSignal.timeout(120_000),
        });
        return { status: answer.status, userId: ((await answer.json()) as { userId?: string }).userId };
      }),
    );
    expect(answers).toEqual(callers.map(({ userId }) => ({ status: userId ? 200 : 401, userId })));
  });
});
