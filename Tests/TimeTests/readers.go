// Answers lines of `READER ZONE FROM COUNT CRON` with the next COUNT moments that a reader finds.
// The lines of readers.txt are such questions, a colon and the answers. With Debian's packages
// golang-github-robfig-cron-dev 3.0.1 and golang-github-gorhill-cronexpr-dev:
//
//	GO111MODULE=off GOPATH=/usr/share/gocode go run readers.go <questions
//
// gorhill/cronexpr was asked of zones east of Greenwich only: in others it goes round in circles
// (aptible/supercronic#86).
package main

import (
	"bufio"
	"fmt"
	"os"
	"strconv"
	"strings"
	"time"

	"github.com/gorhill/cronexpr"
	"github.com/robfig/cron"
)

func main() {
	s := bufio.NewScanner(os.Stdin)
	for s.Scan() {
		f := strings.Fields(s.Text())
		loc, _ := time.LoadLocation(f[1])
		from, _ := strconv.ParseInt(f[2], 10, 64)
		n, _ := strconv.Atoi(f[3])
		t := time.Unix(from, 0).In(loc)
		spec := strings.Join(f[4:], " ")
		var next func(time.Time) time.Time
		if f[0] == "robfig" {
			sch, err := cron.ParseStandard(spec)
			if err != nil {
				panic(err)
			}
			next = sch.Next
		} else {
			e := cronexpr.MustParse(spec)
			next = e.Next
		}
		for i := 0; i < n; i++ {
			t = next(t)
			if t.IsZero() {
				break
			}
			fmt.Print(t.Unix(), " ")
		}
		fmt.Println()
	}
}
