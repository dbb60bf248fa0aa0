// Verifies a log of Ambit's with what the Go project wrote for its own checksum database (golang.org/x/mod/sumdb): its signed notes,
// its tiles and its Merkle proofs. Nothing of Ambit is in it.
//
//	go run . URL VERIFIER-KEY [EARLIER-CHECKPOINT…]
package main

import (
	"encoding/base64"
	"encoding/binary"
	"fmt"
	"io"
	"net/http"
	"os"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

const tileHeight = 8

func main() {
	if len(os.Args) < 3 {
		fail("go run . URL VERIFIER-KEY [EARLIER-CHECKPOINT…]")
	}
	verifier, err := note.NewVerifier(os.Args[2])
	check(err)
	log := &served{prefix: os.Args[1]}
	tree := open(string(log.get("checkpoint")), verifier)
	fmt.Printf("checkpoint: %d entries, signed by %s\n", tree.N, verifier.Name())

	// TileHashReader believes no tile: each is verified against the checkpoint's root before anything of it is used.
	hashes := tlog.TileHashReader(tree, log)
	for index := int64(0); index < tree.N; {
		for _, entry := range log.entries(index, tree.N) {
			proof, err := tlog.ProveRecord(tree.N, index, hashes)
			check(err)
			check(tlog.CheckRecord(proof, tree.N, tree.Hash, index, tlog.RecordHash(entry)))
			index++
		}
	}
	fmt.Printf("entries: %d proven to be included\n", tree.N)

	for _, file := range os.Args[3:] {
		text, err := os.ReadFile(file)
		check(err)
		old := open(string(text), verifier)
		proof, err := tlog.ProveTree(tree.N, old.N, hashes)
		check(err)
		check(tlog.CheckTree(proof, tree.N, tree.Hash, old.N, old.Hash))
		fmt.Printf("consistency: %d entries extend %d\n", tree.N, old.N)
	}
	fmt.Printf("tiles: %d read\n", log.tiles)
}

// open takes a checkpoint that the log's own key signed, and of several signatures of other kinds that it doesn't know.
func open(text string, verifier note.Verifier) tlog.Tree {
	opened, err := note.Open([]byte(text), note.VerifierList(verifier))
	check(err)
	lines := strings.Split(opened.Text, "\n")
	if len(lines) != 4 || lines[0] != verifier.Name() || lines[3] != "" {
		fail(fmt.Sprintf("the checkpoint has not three lines, the first %s: %q", verifier.Name(), opened.Text))
	}
	size, err := strconv.ParseInt(lines[1], 10, 64)
	check(err)
	root, err := base64.StdEncoding.DecodeString(lines[2])
	check(err)
	if len(root) != tlog.HashSize {
		fail("the root is no hash")
	}
	return tlog.Tree{N: size, Hash: tlog.Hash(root)}
}

// served is a log behind its prefix (C2SP tlog-tiles).
type served struct {
	prefix string
	tiles  int
}

func (log *served) Height() int { return tileHeight }

func (log *served) SaveTiles([]tlog.Tile, [][]byte) {}

func (log *served) ReadTiles(tiles []tlog.Tile) ([][]byte, error) {
	var all [][]byte
	for _, tile := range tiles {
		all = append(all, log.get(pathOf(tile)))
		log.tiles++
	}
	return all, nil
}

// pathOf is the Go project's path without the height, which tlog-tiles leaves out.
func pathOf(tile tlog.Tile) string {
	path := strings.Replace(tile.Path(), fmt.Sprintf("tile/%d/", tileHeight), "tile/", 1)
	return strings.Replace(path, "tile/data/", "tile/entries/", 1)
}

// entries has those of the tile in which `index`, its first, stands.
func (log *served) entries(index, size int64) [][]byte {
	width := min(1<<tileHeight, size-index)
	tile := tlog.Tile{H: tileHeight, L: -1, N: index >> tileHeight, W: int(width)}
	bytes := log.get(pathOf(tile))
	var entries [][]byte
	for len(bytes) > 0 {
		length := int(binary.BigEndian.Uint16(bytes))
		entries = append(entries, bytes[2:2+length])
		bytes = bytes[2+length:]
	}
	if int64(len(entries)) != width {
		fail(fmt.Sprintf("%s has %d entries", pathOf(tile), len(entries)))
	}
	return entries
}

func (log *served) get(path string) []byte {
	response, err := http.Get(log.prefix + "/" + path)
	check(err)
	defer response.Body.Close()
	if response.StatusCode != http.StatusOK {
		fail(fmt.Sprintf("%s: %s", path, response.Status))
	}
	bytes, err := io.ReadAll(response.Body)
	check(err)
	return bytes
}

func check(err error) {
	if err != nil {
		fail(err.Error())
	}
}

func fail(why string) {
	fmt.Fprintln(os.Stderr, why)
	os.Exit(1)
}
