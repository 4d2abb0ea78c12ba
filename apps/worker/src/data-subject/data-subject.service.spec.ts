import { Logger, type Type } from '@nestjs/common';
import type { ModuleRef } from '@nestjs/core';
import { PlatformDataSubjectService } from '../platforms/platform-data-subject.service';
import { RenderDataSubjectService } from '../renders/render-data-subject.service';
import { UploadDataSubjectService } from '../uploads/upload-data-subject.service';
import { DataSubjectService } from './data-subject.service';

describe('the release of an account', () => {
  let warn: jest.SpyInstance;
  beforeEach(() => (warn = jest.spyOn(Logger.prototype, 'warn').mockReturnValue(undefined)));
  afterEach(() => jest.restoreAllMocks());

  /** All sources; the named calls are recorded, and those with an error fail. */
  const releasing = async (errors: Readonly<Record<string, Error>> = {}, signal = new AbortController().signal) => {
    const calls: string[] = [];
    const recorded = (name: string) => ({
      [name.split(' ')[1] ?? '']: async () => {
        calls.push(name);
        if (errors[name]) throw errors[name];
      },
    });
    const fakes = new Map<unknown, object>([
      [RenderDataSubjectService, { ...recorded('renders stop'), ...recorded('renders release') }],
      [UploadDataSubjectService, { ...recorded('uploads stop'), ...recorded('uploads release') }],
      [PlatformDataSubjectService, recorded('platforms release')],
    ]);
    const nothing = { end: async () => undefined, release: async () => undefined };
    const service = new DataSubjectService({
      get: (type: Type) => fakes.get(type) ?? nothing,
    } as unknown as ModuleRef);
    service.onModuleInit();
    const error: unknown = await service.release('a person', signal).then(
      () => undefined,
      (thrown: unknown) => thrown,
    );
    return { calls, error };
  };

  it('stops all work, then revokes the access to platforms before it deletes files', async () => {
    const { calls, error } = await releasing();
    expect(calls).toEqual(['renders stop', 'uploads stop', 'platforms release', 'renders release', 'uploads release']);
    expect(error).toBeUndefined();
  });

  it('goes on with the other sources when one cannot be released yet, and fails with its error', async () => {
    const down = new Error('the platform is down');
    const held = new Error('held');
    const { calls, error } = await releasing({ 'platforms release': down, 'renders release': held });
    expect(calls.slice(-3)).toEqual(['platforms release', 'renders release', 'uploads release']);
    expect(error).toBe(down);
    expect(warn.mock.calls.map(([, facts]) => facts)).toEqual([
      { source: 'platforms', account: 'a person', err: down },
      { source: 'renders', account: 'a person', err: held },
    ]);
  });

  it('stops and revokes the others when one cannot be stopped, and fails with its error', async () => {
    const stuck = new Error('the render cannot be cancelled');
    const { calls, error } = await releasing({ 'renders stop': stuck });
    expect(calls).toEqual(['renders stop', 'uploads stop', 'platforms release', 'renders release', 'uploads release']);
    expect(error).toBe(stuck);
  });

  it('begins nothing more once its time is up', async () => {
    const { calls, error } = await releasing({}, AbortSignal.abort(new Error('the time is up')));
    expect([calls, error]).toEqual([['renders stop', 'uploads stop'], new Error('the time is up')]);
  });
});
