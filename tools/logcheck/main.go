// Checks a Casebound log folder with the Go project's own code and none of ours: the checkpoint's signature
// (golang.org/x/mod/sumdb/note), the root and every tile recomputed from the entries (golang.org/x/mod/sumdb/tlog), and
// that no bundle holds bytes after its last entry. Stock Debian packages golang-go and golang-golang-x-mod-dev suffice:
//
//	GO111MODULE=off GOPATH=/usr/share/gocode go run tools/logcheck/main.go LOGDIR [VKEYFILE]
package main

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

func fail(format string, args ...interface{}) {
	fmt.Printf("FAIL "+format+"\n", args...)
	os.Exit(1)
}

func read(path string) []byte {
	data, err := os.ReadFile(path)
	if err != nil {
		fail("%v", err)
	}
	return data
}

var tilePrefix = regexp.MustCompile(`^tile/8/`)

// x/mod puts the tile height into its paths and calls bundles "data"; C2SP tlog-tiles leaves out the one and calls them "entries".
func path(dir string, tile tlog.Tile) string {
	name := tilePrefix.ReplaceAllString(tile.Path(), "tile/")
	return filepath.Join(dir, strings.Replace(name, "tile/data/", "tile/entries/", 1))
}

// All hashes of the tree, computed here from the entries. Not tlog.TileHashReader: as of x/mod 0.7.0 it leaves a full
// tile unchecked when several subtrees of the root lie in one tile, so a changed tile and bundle could pass.
type hashes []tlog.Hash

func (h hashes) ReadHashes(indexes []int64) ([]tlog.Hash, error) {
	var found []tlog.Hash
	for _, index := range indexes {
		if index >= int64(len(h)) {
			return nil, fmt.Errorf("no hash %d", index)
		}
		found = append(found, h[index])
	}
	return found, nil
}

// An entry that announces a further key of the log.
type announcement struct {
	T    string `json:"t"`
	N    int    `json:"n"`
	Vkey string `json:"vkey"`
	Note string `json:"note"`
}

func verifierOf(vkey string) note.Verifier {
	verifier, err := note.NewVerifier(vkey)
	if err != nil {
		fail("verifier key: %v", err)
	}
	return verifier
}

// Each announced key stands in a note that it and the key before it signed; the newest one must have signed the checkpoint.
func checkKeys(dir, first string, announced []announcement) {
	before := first
	for at, one := range announced {
		name := fmt.Sprintf("keys/%d.note", at+2)
		data := read(filepath.Join(dir, name))
		digest := sha256.Sum256(data)
		if one.N != at+2 || hex.EncodeToString(digest[:]) != one.Note {
			fail("%s is not the note that the log names", name)
		}
		signed, err := note.Open(data, note.VerifierList(verifierOf(before), verifierOf(one.Vkey)))
		if err != nil || len(signed.Sigs) != 2 {
			fail("%s is not signed by both the old and the new key", name)
		}
		text := fmt.Sprintf("%s\nlog key %d\n%s\n%s\n", verifierOf(first).Name(), one.N, before, one.Vkey)
		if signed.Text != text {
			fail("%s is not the announcement of key %d", name, one.N)
		}
		before = one.Vkey
	}
	if _, err := note.Open(read(filepath.Join(dir, "checkpoint")), note.VerifierList(verifierOf(before))); err != nil {
		fail("checkpoint is not signed by the newest key that the log announced: %v", err)
	}
}

func main() {
	if len(os.Args) < 2 {
		fail("usage: logcheck LOGDIR [VKEYFILE]")
	}
	dir := os.Args[1]
	vkeyFile := filepath.Join(dir, "keys", "log.vkey")
	if len(os.Args) > 2 {
		vkeyFile = os.Args[2]
	}
	vkey := strings.TrimSpace(string(read(vkeyFile)))
	verifier := verifierOf(vkey)
	signed, err := note.Open(read(filepath.Join(dir, "checkpoint")), note.VerifierList(verifier))
	if err != nil {
		fail("checkpoint: %v", err)
	}
	lines := strings.Split(signed.Text, "\n")
	if len(lines) != 4 || lines[0] != verifier.Name() {
		fail("checkpoint is not of %s", verifier.Name())
	}
	// tlog.ParseTree wants the Go checksum database's first line; size and root are the same in both.
	tree, err := tlog.ParseTree([]byte("go.sum database tree\n" + lines[1] + "\n" + lines[2] + "\n"))
	if err != nil {
		fail("checkpoint: %v", err)
	}
	var stored hashes
	var announced []announcement
	first := vkey
	for start := int64(0); start < tree.N; start += 256 {
		width := tree.N - start
		if width > 256 {
			width = 256
		}
		data := read(path(dir, tlog.Tile{H: 8, L: -1, N: start / 256, W: int(width)}))
		for at := start; at < start+width; at++ {
			if len(data) < 2 || len(data)-2 < int(binary.BigEndian.Uint16(data)) {
				fail("entry %d is cut off", at)
			}
			end := 2 + int(binary.BigEndian.Uint16(data))
			var said announcement
			if json.Unmarshal(data[2:end], &said) == nil && said.T == "key" {
				announced = append(announced, said)
			} else if said.T == "genesis" {
				first = said.Vkey
			}
			fresh, err := tlog.StoredHashes(at, data[2:end], stored)
			if err != nil {
				fail("entry %d: %v", at, err)
			}
			stored = append(stored, fresh...)
			data = data[end:]
		}
		if len(data) != 0 {
			fail("%d bytes follow the last entry of bundle %d", len(data), start/256)
		}
	}
	root, err := tlog.TreeHash(tree.N, stored)
	if err != nil || root != tree.Hash {
		fail("the entries do not give the signed root")
	}
	for level, width := 0, tree.N; width > 0; level, width = level+1, width/256 {
		for n := int64(0); n*256 < width; n++ {
			tile := tlog.Tile{H: 8, L: level, N: n, W: 256}
			if left := width - n*256; left < 256 {
				tile.W = int(left)
			}
			want, err := tlog.ReadTileData(tile, stored)
			if err != nil || !bytes.Equal(want, read(path(dir, tile))) {
				fail("tile %s does not hold the hashes of the entries", path("", tile))
			}
		}
	}
	checkKeys(dir, first, announced)
	trusted := first == vkey
	for _, one := range announced {
		trusted = trusted || one.Vkey == vkey
	}
	if !trusted {
		fail("the trusted key is neither the first of the log nor one that it announced")
	}
	fmt.Printf("OK %s: %d entries, root %s\n", verifier.Name(), tree.N, tree.Hash)
}
