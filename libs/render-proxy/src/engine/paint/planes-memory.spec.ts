import { PlanesMemory } from './planes-memory';

describe('the memory of planes', () => {
  it('moves the later blocks into the place of a released one, with their bytes', () => {
    const memory = new PlanesMemory();
    const [first, second, third] = [100, 200, 300].map((bytes, index) => {
      const block = memory.allocate(bytes);
      memory.bytes.fill(index + 1, block.address, block.address + bytes);
      return block;
    });
    if (!first || !second || !third) throw new Error('no blocks');
    const place = second.address;
    memory.release(second);
    expect(third.address).toBe(place);
    expect(memory.bytes.subarray(first.address, first.address + 100).every((byte) => byte === 1)).toBe(true);
    expect(memory.bytes.subarray(third.address, third.address + 300).every((byte) => byte === 3)).toBe(true);
  });

  it('does not grow while as much is released as is allocated', () => {
    const memory = new PlanesMemory();
    memory.allocate(1000);
    let block = memory.allocate(1_000_000);
    const { length } = memory.bytes;
    for (let round = 0; round < 50; round++) {
      memory.release(block);
      block = memory.allocate(900_000 + round * 2000);
    }
    expect(memory.bytes.length).toBe(length);
  });
});
