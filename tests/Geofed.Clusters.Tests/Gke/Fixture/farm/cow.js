class Cow {
    static __pulumiType = 'toy:farm/cow:Cow';
}
