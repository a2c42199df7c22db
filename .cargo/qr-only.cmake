# Read before the project's own options, so that these are already decided.
foreach (format IN ITEMS 1D AZTEC DATAMATRIX MAXICODE PDF417)
    set (ZXING_ENABLE_${format} OFF CACHE BOOL "" FORCE)
endforeach ()
