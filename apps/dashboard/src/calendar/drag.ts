import { type DragEvent, useState } from 'react';

/** The type of what is dragged: texts and files from elsewhere have others. */
const TYPE = 'application/x-reelway-post';

export function drag(event: DragEvent, id: string): void {
  event.dataTransfer.setData(TYPE, id);
  event.dataTransfer.effectAllowed = 'move';
}

/** The handlers of a target for posts, and whether one is above it. Without `onDrop` it accepts nothing. */
export function useDropTarget(onDrop: ((id: string) => void) | undefined) {
  const [isOver, setOver] = useState(false);
  const handlers = {
    onDragOver: (event: DragEvent) => {
      if (!onDrop || !event.dataTransfer.types.includes(TYPE)) return;
      event.preventDefault();
      setOver(true);
    },
    onDragLeave: () => setOver(false),
    onDrop: (event: DragEvent) => {
      event.preventDefault();
      setOver(false);
      onDrop?.(event.dataTransfer.getData(TYPE));
    },
  };
  return { isOver, handlers };
}
