export * from './audit';
export * from './framework';
export * from './indicator';
export * from './observation';
export * from './round';
export * from './unit';
export * from './user';
