#!/bin/sh
# Fuzzes every target, starting from the vectors: fuzz/smoke.sh [LIBFUZZER OPTION]...
#   fuzz/smoke.sh                                    10,000 inputs a target, the seed from the commit
#   fuzz/smoke.sh -max_total_time=600 -seed=7        ten minutes a target
#
# Needs cargo-fuzz (cargo install cargo-fuzz --locked). Without a corpus of earlier runs the same commit
# tries the same inputs everywhere: a check that fails must fail again. The long run is the one that looks.
# A finding stops the run; its input lies in fuzz/artifacts/TARGET/ and is tried again with
#   RUSTC_BOOTSTRAP=1 cargo fuzz run -s none TARGET FILE
set -eu
cd "$(dirname "$0")/.."
[ $# -gt 0 ] || set -- -runs=10000 "-seed=$(printf %d "0x$(git rev-parse --short=7 HEAD)")"
echo "each target with $*"

# cargo-fuzz passes flags that the stable compiler only takes when told so. There is no unsafe code of ours
# for a sanitizer to watch; without one the targets run several times faster.
export RUSTC_BOOTSTRAP=1
cargo fuzz build -s none

# Signed sheets, payloads and texts out of the vectors, one file each.
seeds() {
    mkdir -p "fuzz/corpus/$1"
    folder="fuzz/corpus/$1" field=$2 pack=$3 perl -ne '
        while (/"$ENV{field}": "((?:[^"\\]|\\n)*)"/g) {
            my $data = $ENV{pack} eq "hex" ? pack("H*", $1) : $1;
            $data =~ s/\\n/\n/g if $ENV{pack} eq "text";
            # The payload stands between the envelope of nine bytes and the signature of 66.
            if ($ENV{pack} eq "payload") {
                $data = pack("H*", $1);
                $data = length($data) > 75 ? substr($data, 9, -66) : next;
            }
            open(my $file, ">", "$ENV{folder}/vector-$ENV{field}-" . $n++) or die $!;
            binmode $file;
            print $file $data;
        }'
}
cat vectors/good.json vectors/bad.json vectors/tampered.json | seeds sheet bytes payload
cat vectors/good.json vectors/bad.json vectors/tampered.json | seeds signed_sheet bytes hex
seeds qr_text qr text <vectors/good.json
seeds foreign_qr qr text <vectors/good.json
seeds security_code typed text <vectors/security-codes.json
seeds figures bytes payload <vectors/bad.json
seeds note note text <vectors/log/checkpoints.json
seeds receipt receipt text <vectors/log/receipts.json
seeds statement bytes hex <vectors/log/statements.json
seeds datagram request hex <vectors/link/requests.json
mkdir -p fuzz/corpus/witness_request fuzz/corpus/tile fuzz/corpus/bulletin
for note in fuzz/corpus/note/vector-*; do
    { printf 'old 0\n\n'; cat "$note"; } >"fuzz/corpus/witness_request/$(basename "$note")"
done
# The width before a tile is its last number less one; a full tile is one of 256.
for tile in $(cd vectors/log/small && find log/tile -type f); do
    width=255
    case $tile in *.p/*) width=$((${tile##*/} - 1)) ;; esac
    { printf "\\$(printf %o "$width")"; cat "vectors/log/small/$tile"; } >"fuzz/corpus/tile/$(echo "$tile" | tr / -)"
done
mkdir -p fuzz/corpus/lookup_manifest fuzz/corpus/lookup_bucket
for mode in voprf argon2id; do
    cp "vectors/lookup/$mode/lookup.json" "fuzz/corpus/lookup_manifest/$mode"
    cp "vectors/lookup/$mode/buckets/00/00/02.bin" "fuzz/corpus/lookup_bucket/$mode"
done
grep -h '^{"format":1,' docs/formats/bulletin.md >fuzz/corpus/bulletin/example
# A bundle of two files, packed by another archiver in the one form that ours has.
mkdir -p fuzz/corpus/bundle
bundle=$(mktemp -d)
mkdir "$bundle/election" "$bundle/log"
printf 'format = 1\n' >"$bundle/election/election.toml"
printf 'checkpoint\n' >"$bundle/log/checkpoint"
(
    cd "$bundle"
    sha256sum election/election.toml log/checkpoint >BUNDLE.sha256
    tar --format=ustar --mtime=@0 --owner=0 --group=0 --numeric-owner --mode=0644 \
        -cf bundle.tar BUNDLE.sha256 election/election.toml log/checkpoint
)
cp "$bundle/BUNDLE.sha256" fuzz/corpus/bundle/listing
cp "$bundle/bundle.tar" fuzz/corpus/bundle/archive
rm -rf "$bundle"
mkdir -p fuzz/corpus/import fuzz/corpus/manifest fuzz/corpus/areas fuzz/corpus/tables fuzz/corpus/ballot
lists=$(sed -n 's/^president,LIST [0-9]*,\([0-9]*\),.*/\1/p' vectors/election/lists.csv | paste -sd, -)
counts=$(echo "$lists" | tr ',' '\n' | sed 's/^0*//' | paste -sd, -)
printf 'table,contest,null,%s\n110101001.01.1.0001,president,2,%s\n' "$lists" "$counts" >fuzz/corpus/import/plain
for map in crates/ingest/maps/*.toml; do
    { cat "$map"; printf '\0'; cat fuzz/corpus/import/plain; } >"fuzz/corpus/import/$(basename "$map")"
done
printf '110101001.01.1.0001!%s!2!0' "$counts" >fuzz/corpus/foreign_qr/venezuela
sed -n 's/.*"\(QRBU:[^"]*\)".*/\1/p' crates/ingest/tests/suite/*.rs >fuzz/corpus/foreign_qr/brazil
cp vectors/election/election.toml fuzz/corpus/manifest/vector
cp vectors/election/areas.csv fuzz/corpus/areas/vector
cp vectors/election/tables.csv fuzz/corpus/tables/vector
{ cat vectors/election/candidates.csv; printf '\0'; cat vectors/election/lists.csv; } >fuzz/corpus/ballot/vector

for target in $(cargo fuzz list); do
    echo "== $target"
    log=$(mktemp)
    # What libFuzzer counts goes to a file; its last lines are enough when all is well.
    if cargo fuzz run -s none "$target" -- \
        "$@" -timeout=10 -rss_limit_mb=1024 -max_len=16384 -print_final_stats=1 >"$log" 2>&1
    then
        grep -E 'stat::number_of_executed_units|Done|cov:' "$log" | tail -n 3
        rm -f "$log"
    else
        tail -n 60 "$log"
        rm -f "$log"
        echo "$target: found something with $*; the input is in fuzz/artifacts/$target/"
        exit 1
    fi
done
