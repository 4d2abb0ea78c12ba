/**
 * Variables that let glibc request large pages for its heap, where Linux grants them to programs that do. Frames and
 * pictures are megabytes that are freed and allocated again, and each small page that is new to a process costs as much
 * as hundreds of pixels.
 */
export const LARGE_PAGES = { GLIBC_TUNABLES: 'glibc.malloc.hugetlb=1' };
