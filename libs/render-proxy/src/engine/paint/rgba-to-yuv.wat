;; Converts two rows of opaque RGBA pixels to 4:2:0, limited range BT.709, four columns at a time: the exact values of
;; integer factors of 65536 for the luma of each pixel (halved here, to fit into 16 bits) and for the colour differences
;; of the sum of four pixels. One function without calls, because V8 does not inline them.
(module
  (memory (export "memory") 1)
  (func (export "convert")
    (param $top i32) (param $below i32) (param $columns i32)
    (param $y i32) (param $yBelow i32) (param $u i32) (param $v i32)
    (local $lumaFactors v128) (local $uFactors v128) (local $vFactors v128)
    (local $topLow v128) (local $topHigh v128) (local $belowLow v128) (local $belowHigh v128)
    (local $low v128) (local $high v128) (local $sums v128)
    (local.set $lumaFactors (v128.const i16x8 5983 20127 2032 0 5983 20127 2032 0))
    (local.set $uFactors (v128.const i16x8 -1649 -5547 7196 0 -1649 -5547 7196 0))
    (local.set $vFactors (v128.const i16x8 7196 -6536 -660 0 7196 -6536 -660 0))
    (loop $next
      ;; Two pixels in each: red, green, blue and alpha as half words.
      (local.set $topLow (i16x8.extend_low_i8x16_u (v128.load (local.get $top))))
      (local.set $topHigh (i16x8.extend_high_i8x16_u (v128.load (local.get $top))))
      (local.set $belowLow (i16x8.extend_low_i8x16_u (v128.load (local.get $below))))
      (local.set $belowHigh (i16x8.extend_high_i8x16_u (v128.load (local.get $below))))

      ;; The luma of four pixels above and of four below, as half words and then as bytes.
      (local.set $low (i32x4.dot_i16x8_s (local.get $topLow) (local.get $lumaFactors)))
      (local.set $high (i32x4.dot_i16x8_s (local.get $topHigh) (local.get $lumaFactors)))
      (local.set $sums (i32x4.add
        (i8x16.shuffle 0 1 2 3 8 9 10 11 16 17 18 19 24 25 26 27 (local.get $low) (local.get $high))
        (i8x16.shuffle 4 5 6 7 12 13 14 15 20 21 22 23 28 29 30 31 (local.get $low) (local.get $high))))
      (local.set $low (i32x4.dot_i16x8_s (local.get $belowLow) (local.get $lumaFactors)))
      (local.set $high (i32x4.dot_i16x8_s (local.get $belowHigh) (local.get $lumaFactors)))
      (local.set $sums (i16x8.narrow_i32x4_s
        (i32x4.shr_s
          (i32x4.add (local.get $sums) (v128.const i32x4 540672 540672 540672 540672))
          (i32.const 15))
        (i32x4.shr_s
          (i32x4.add
            (i32x4.add
              (i8x16.shuffle 0 1 2 3 8 9 10 11 16 17 18 19 24 25 26 27 (local.get $low) (local.get $high))
              (i8x16.shuffle 4 5 6 7 12 13 14 15 20 21 22 23 28 29 30 31 (local.get $low) (local.get $high)))
            (v128.const i32x4 540672 540672 540672 540672))
          (i32.const 15))))
      (local.set $sums (i8x16.narrow_i16x8_u (local.get $sums) (local.get $sums)))
      (v128.store32_lane 0 (local.get $y) (local.get $sums))
      (v128.store32_lane 1 (local.get $yBelow) (local.get $sums))

      ;; The sums of two squares of four pixels, and their colour differences: U, U, V, V.
      (local.set $low (i16x8.add (local.get $topLow) (local.get $belowLow)))
      (local.set $high (i16x8.add (local.get $topHigh) (local.get $belowHigh)))
      (local.set $sums (i16x8.add
        (i8x16.shuffle 0 1 2 3 4 5 6 7 16 17 18 19 20 21 22 23 (local.get $low) (local.get $high))
        (i8x16.shuffle 8 9 10 11 12 13 14 15 24 25 26 27 28 29 30 31 (local.get $low) (local.get $high))))
      (local.set $low (i32x4.dot_i16x8_s (local.get $sums) (local.get $uFactors)))
      (local.set $high (i32x4.dot_i16x8_s (local.get $sums) (local.get $vFactors)))
      (local.set $sums (i32x4.shr_s
        (i32x4.add
          (i32x4.add
            (i8x16.shuffle 0 1 2 3 8 9 10 11 16 17 18 19 24 25 26 27 (local.get $low) (local.get $high))
            (i8x16.shuffle 4 5 6 7 12 13 14 15 20 21 22 23 28 29 30 31 (local.get $low) (local.get $high)))
          (v128.const i32x4 8421376 8421376 8421376 8421376))
        (i32.const 16)))
      (local.set $sums (i16x8.narrow_i32x4_s (local.get $sums) (local.get $sums)))
      (local.set $sums (i8x16.narrow_i16x8_u (local.get $sums) (local.get $sums)))
      (v128.store16_lane 0 (local.get $u) (local.get $sums))
      (v128.store16_lane 1 (local.get $v) (local.get $sums))

      (local.set $top (i32.add (local.get $top) (i32.const 16)))
      (local.set $below (i32.add (local.get $below) (i32.const 16)))
      (local.set $y (i32.add (local.get $y) (i32.const 4)))
      (local.set $yBelow (i32.add (local.get $yBelow) (i32.const 4)))
      (local.set $u (i32.add (local.get $u) (i32.const 2)))
      (local.set $v (i32.add (local.get $v) (i32.const 2)))
      (br_if $next (i32.gt_s (local.tee $columns (i32.sub (local.get $columns) (i32.const 4))) (i32.const 0))))))
