;; The work on the pixels of frames in planar 4:2:0 and of pictures in planar 4:4:4. Functions without calls, because V8
;; does not inline them. A position between two values weighs the second of them with 256ths. Opacities are 15 bits
;; wide: 32767 is 1. They multiply differences of 128ths of a level, which just fit into 16 bits.
(module
  (memory (export "memory") 1)

  ;; Converts two rows of opaque RGBA pixels to 4:2:0, limited range BT.709, four columns at a time: the exact values of
  ;; integer factors of 65536 for the luma of each pixel (halved here, to fit into 16 bits) and for the colour
  ;; differences of the sum of four pixels.
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
      (br_if $next (i32.gt_s (local.tee $columns (i32.sub (local.get $columns) (i32.const 4))) (i32.const 0)))))

  ;; Converts a row of opaque RGBA pixels to 4:4:4, four columns at a time, with the same factors.
  (func (export "convertWhole")
    (param $row i32) (param $columns i32) (param $y i32) (param $u i32) (param $v i32)
    (local $lumaFactors v128) (local $uFactors v128) (local $vFactors v128)
    (local $low v128) (local $high v128) (local $lowU v128) (local $highU v128) (local $lowV v128) (local $highV v128)
    (local.set $lumaFactors (v128.const i16x8 5983 20127 2032 0 5983 20127 2032 0))
    (local.set $uFactors (v128.const i16x8 -1649 -5547 7196 0 -1649 -5547 7196 0))
    (local.set $vFactors (v128.const i16x8 7196 -6536 -660 0 7196 -6536 -660 0))
    (loop $next
      (local.set $low (i16x8.extend_low_i8x16_u (v128.load (local.get $row))))
      (local.set $high (i16x8.extend_high_i8x16_u (v128.load (local.get $row))))
      (local.set $lowU (i32x4.dot_i16x8_s (local.get $low) (local.get $uFactors)))
      (local.set $highU (i32x4.dot_i16x8_s (local.get $high) (local.get $uFactors)))
      (local.set $lowV (i32x4.dot_i16x8_s (local.get $low) (local.get $vFactors)))
      (local.set $highV (i32x4.dot_i16x8_s (local.get $high) (local.get $vFactors)))
      (local.set $low (i32x4.dot_i16x8_s (local.get $low) (local.get $lumaFactors)))
      (local.set $high (i32x4.dot_i16x8_s (local.get $high) (local.get $lumaFactors)))

      ;; Four values of luma, of U and of V, as bytes.
      (local.set $low (i16x8.narrow_i32x4_s
        (i32x4.shr_s
          (i32x4.add
            (i32x4.add
              (i8x16.shuffle 0 1 2 3 8 9 10 11 16 17 18 19 24 25 26 27 (local.get $low) (local.get $high))
              (i8x16.shuffle 4 5 6 7 12 13 14 15 20 21 22 23 28 29 30 31 (local.get $low) (local.get $high)))
            (v128.const i32x4 540672 540672 540672 540672))
          (i32.const 15))
        (i32x4.shr_s
          (i32x4.add
            (i32x4.add
              (i8x16.shuffle 0 1 2 3 8 9 10 11 16 17 18 19 24 25 26 27 (local.get $lowU) (local.get $highU))
              (i8x16.shuffle 4 5 6 7 12 13 14 15 20 21 22 23 28 29 30 31 (local.get $lowU) (local.get $highU)))
            (v128.const i32x4 2105344 2105344 2105344 2105344))
          (i32.const 14))))
      (local.set $high (i32x4.shr_s
        (i32x4.add
          (i32x4.add
            (i8x16.shuffle 0 1 2 3 8 9 10 11 16 17 18 19 24 25 26 27 (local.get $lowV) (local.get $highV))
            (i8x16.shuffle 4 5 6 7 12 13 14 15 20 21 22 23 28 29 30 31 (local.get $lowV) (local.get $highV)))
          (v128.const i32x4 2105344 2105344 2105344 2105344))
        (i32.const 14)))
      (local.set $low (i8x16.narrow_i16x8_u
        (local.get $low)
        (i16x8.narrow_i32x4_s (local.get $high) (local.get $high))))
      (v128.store32_lane 0 (local.get $y) (local.get $low))
      (v128.store32_lane 1 (local.get $u) (local.get $low))
      (v128.store32_lane 2 (local.get $v) (local.get $low))

      (local.set $row (i32.add (local.get $row) (i32.const 16)))
      (local.set $y (i32.add (local.get $y) (i32.const 4)))
      (local.set $u (i32.add (local.get $u) (i32.const 4)))
      (local.set $v (i32.add (local.get $v) (i32.const 4)))
      (br_if $next (i32.gt_s (local.tee $columns (i32.sub (local.get $columns) (i32.const 4))) (i32.const 0)))))

  ;; A row between two rows, 16 bytes at a time. Sums fit into 16 bits without a sign.
  (func (export "mixRows")
    (param $a i32) (param $b i32) (param $out i32) (param $count i32) (param $weight i32)
    (local $first v128) (local $second v128) (local $half v128) (local $from v128) (local $to v128)
    (local.set $second (i16x8.splat (local.get $weight)))
    (local.set $first (i16x8.splat (i32.sub (i32.const 256) (local.get $weight))))
    (local.set $half (v128.const i16x8 128 128 128 128 128 128 128 128))
    (loop $next
      (local.set $from (v128.load (local.get $a)))
      (local.set $to (v128.load (local.get $b)))
      (v128.store (local.get $out) (i8x16.narrow_i16x8_u
        (i16x8.shr_u
          (i16x8.add
            (i16x8.add
              (i16x8.mul (i16x8.extend_low_i8x16_u (local.get $from)) (local.get $first))
              (i16x8.mul (i16x8.extend_low_i8x16_u (local.get $to)) (local.get $second)))
            (local.get $half))
          (i32.const 8))
        (i16x8.shr_u
          (i16x8.add
            (i16x8.add
              (i16x8.mul (i16x8.extend_high_i8x16_u (local.get $from)) (local.get $first))
              (i16x8.mul (i16x8.extend_high_i8x16_u (local.get $to)) (local.get $second)))
            (local.get $half))
          (i32.const 8))))
      (local.set $a (i32.add (local.get $a) (i32.const 16)))
      (local.set $b (i32.add (local.get $b) (i32.const 16)))
      (local.set $out (i32.add (local.get $out) (i32.const 16)))
      (br_if $next (i32.gt_s (local.tee $count (i32.sub (local.get $count) (i32.const 16))) (i32.const 0)))))

  ;; The mean of a row between `a` and `b` and of one between `c` and `d`, 16 bytes at a time.
  (func (export "mixPair")
    (param $a i32) (param $b i32) (param $weight i32) (param $c i32) (param $d i32) (param $weightBelow i32)
    (param $out i32) (param $count i32)
    (local $first v128) (local $second v128) (local $third v128) (local $fourth v128) (local $half v128)
    (local $a8 v128) (local $b8 v128) (local $c8 v128) (local $d8 v128)
    (local.set $weight (i32.shr_u (local.get $weight) (i32.const 1)))
    (local.set $weightBelow (i32.shr_u (local.get $weightBelow) (i32.const 1)))
    (local.set $first (i16x8.splat (i32.sub (i32.const 128) (local.get $weight))))
    (local.set $second (i16x8.splat (local.get $weight)))
    (local.set $third (i16x8.splat (i32.sub (i32.const 128) (local.get $weightBelow))))
    (local.set $fourth (i16x8.splat (local.get $weightBelow)))
    (local.set $half (v128.const i16x8 128 128 128 128 128 128 128 128))
    (loop $next
      (local.set $a8 (v128.load (local.get $a)))
      (local.set $b8 (v128.load (local.get $b)))
      (local.set $c8 (v128.load (local.get $c)))
      (local.set $d8 (v128.load (local.get $d)))
      (v128.store (local.get $out) (i8x16.narrow_i16x8_u
        (i16x8.shr_u
          (i16x8.add
            (i16x8.add
              (i16x8.add
                (i16x8.mul (i16x8.extend_low_i8x16_u (local.get $a8)) (local.get $first))
                (i16x8.mul (i16x8.extend_low_i8x16_u (local.get $b8)) (local.get $second)))
              (i16x8.add
                (i16x8.mul (i16x8.extend_low_i8x16_u (local.get $c8)) (local.get $third))
                (i16x8.mul (i16x8.extend_low_i8x16_u (local.get $d8)) (local.get $fourth))))
            (local.get $half))
          (i32.const 8))
        (i16x8.shr_u
          (i16x8.add
            (i16x8.add
              (i16x8.add
                (i16x8.mul (i16x8.extend_high_i8x16_u (local.get $a8)) (local.get $first))
                (i16x8.mul (i16x8.extend_high_i8x16_u (local.get $b8)) (local.get $second)))
              (i16x8.add
                (i16x8.mul (i16x8.extend_high_i8x16_u (local.get $c8)) (local.get $third))
                (i16x8.mul (i16x8.extend_high_i8x16_u (local.get $d8)) (local.get $fourth))))
            (local.get $half))
          (i32.const 8))))
      (local.set $a (i32.add (local.get $a) (i32.const 16)))
      (local.set $b (i32.add (local.get $b) (i32.const 16)))
      (local.set $c (i32.add (local.get $c) (i32.const 16)))
      (local.set $d (i32.add (local.get $d) (i32.const 16)))
      (local.set $out (i32.add (local.get $out) (i32.const 16)))
      (br_if $next (i32.gt_s (local.tee $count (i32.sub (local.get $count) (i32.const 16))) (i32.const 0)))))

  ;; Resamples a row, eight columns at a time. Each eight have the offset of 16 source bytes in `bases`, the places of
  ;; their left and then of their right neighbours among these in `picks`, and the weights of the right ones.
  (func (export "resample")
    (param $row i32) (param $out i32) (param $groups i32) (param $bases i32) (param $picks i32) (param $weights i32)
    (local $one v128) (local $half v128) (local $both v128) (local $right v128)
    (local.set $one (v128.const i16x8 256 256 256 256 256 256 256 256))
    (local.set $half (v128.const i16x8 128 128 128 128 128 128 128 128))
    (loop $next
      (local.set $both (i8x16.swizzle
        (v128.load (i32.add (local.get $row) (i32.load (local.get $bases))))
        (v128.load (local.get $picks))))
      (local.set $right (v128.load (local.get $weights)))
      (local.set $both (i16x8.shr_u
        (i16x8.add
          (i16x8.add
            (i16x8.mul (i16x8.extend_low_i8x16_u (local.get $both)) (i16x8.sub (local.get $one) (local.get $right)))
            (i16x8.mul (i16x8.extend_high_i8x16_u (local.get $both)) (local.get $right)))
          (local.get $half))
        (i32.const 8)))
      (v128.store64_lane 0 (local.get $out) (i8x16.narrow_i16x8_u (local.get $both) (local.get $both)))
      (local.set $out (i32.add (local.get $out) (i32.const 8)))
      (local.set $bases (i32.add (local.get $bases) (i32.const 4)))
      (local.set $picks (i32.add (local.get $picks) (i32.const 16)))
      (local.set $weights (i32.add (local.get $weights) (i32.const 16)))
      (br_if $next (i32.gt_s (local.tee $groups (i32.sub (local.get $groups) (i32.const 1))) (i32.const 0)))))

  ;; Resamples a row in the same way, and writes the mean of each two columns: four for each eight.
  (func (export "resamplePairs")
    (param $row i32) (param $out i32) (param $groups i32) (param $bases i32) (param $picks i32) (param $weights i32)
    (local $one v128) (local $half v128) (local $both v128) (local $right v128)
    (local.set $one (v128.const i16x8 256 256 256 256 256 256 256 256))
    (local.set $half (v128.const i32x4 256 256 256 256))
    (loop $next
      (local.set $both (i8x16.swizzle
        (v128.load (i32.add (local.get $row) (i32.load (local.get $bases))))
        (v128.load (local.get $picks))))
      (local.set $right (v128.load (local.get $weights)))
      (local.set $both (i32x4.shr_u
        (i32x4.add
          (i32x4.extadd_pairwise_i16x8_u
            (i16x8.add
              (i16x8.mul (i16x8.extend_low_i8x16_u (local.get $both)) (i16x8.sub (local.get $one) (local.get $right)))
              (i16x8.mul (i16x8.extend_high_i8x16_u (local.get $both)) (local.get $right))))
          (local.get $half))
        (i32.const 9)))
      (local.set $both (i16x8.narrow_i32x4_s (local.get $both) (local.get $both)))
      (v128.store32_lane 0 (local.get $out) (i8x16.narrow_i16x8_u (local.get $both) (local.get $both)))
      (local.set $out (i32.add (local.get $out) (i32.const 4)))
      (local.set $bases (i32.add (local.get $bases) (i32.const 4)))
      (local.set $picks (i32.add (local.get $picks) (i32.const 16)))
      (local.set $weights (i32.add (local.get $weights) (i32.const 16)))
      (br_if $next (i32.gt_s (local.tee $groups (i32.sub (local.get $groups) (i32.const 1))) (i32.const 0)))))

  ;; Lays a row on another, eight columns at a time, with a weight for each column and one for the row.
  (func (export "lay")
    (param $row i32) (param $out i32) (param $groups i32) (param $weights i32) (param $weight i32)
    (local $half v128) (local $below v128)
    (local.set $half (v128.const i16x8 64 64 64 64 64 64 64 64))
    (loop $next
      (local.set $below (v128.load8x8_u (local.get $out)))
      (local.set $below (i16x8.shr_u
        (i16x8.add
          (i16x8.add (i16x8.shl (local.get $below) (i32.const 7)) (local.get $half))
          (i16x8.q15mulr_sat_s
            (i16x8.shl (i16x8.sub (v128.load8x8_u (local.get $row)) (local.get $below)) (i32.const 7))
            (i16x8.q15mulr_sat_s (v128.load (local.get $weights)) (i16x8.splat (local.get $weight)))))
        (i32.const 7)))
      (v128.store64_lane 0 (local.get $out) (i8x16.narrow_i16x8_u (local.get $below) (local.get $below)))
      (local.set $row (i32.add (local.get $row) (i32.const 8)))
      (local.set $out (i32.add (local.get $out) (i32.const 8)))
      (local.set $weights (i32.add (local.get $weights) (i32.const 16)))
      (br_if $next (i32.gt_s (local.tee $groups (i32.sub (local.get $groups) (i32.const 1))) (i32.const 0)))))

  ;; Lays a row that was converted from premultiplied pixels on another, eight columns at a time. `clear` has a byte for
  ;; the transparency of each column, and `zero` is the level of black (16) or grey (128), to which colours are relative.
  (func (export "layOver")
    (param $row i32) (param $clear i32) (param $out i32) (param $groups i32) (param $zero i32)
    (local $half v128) (local $share v128) (local $sum v128)
    (local.set $half (v128.const i16x8 64 64 64 64 64 64 64 64))
    (loop $next
      (local.set $share (v128.load8x8_u (local.get $clear)))
      (local.set $sum (i16x8.shr_s
        (i16x8.add_sat_s
          (i16x8.add_sat_s (i16x8.shl (v128.load8x8_u (local.get $row)) (i32.const 7)) (local.get $half))
          (i16x8.q15mulr_sat_s
            (i16x8.shl
              (i16x8.sub (v128.load8x8_u (local.get $out)) (i16x8.splat (local.get $zero)))
              (i32.const 7))
            (v128.or
              (i16x8.shl (local.get $share) (i32.const 7))
              (i16x8.shr_u (local.get $share) (i32.const 1)))))
        (i32.const 7)))
      (v128.store64_lane 0 (local.get $out) (i8x16.narrow_i16x8_u (local.get $sum) (local.get $sum)))
      (local.set $row (i32.add (local.get $row) (i32.const 8)))
      (local.set $clear (i32.add (local.get $clear) (i32.const 8)))
      (local.set $out (i32.add (local.get $out) (i32.const 8)))
      (br_if $next (i32.gt_s (local.tee $groups (i32.sub (local.get $groups) (i32.const 1))) (i32.const 0))))))
